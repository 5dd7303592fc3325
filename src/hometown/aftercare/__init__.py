"""Service after signing 店小二: what firms ask for, what was promised to them, who calls on them and when."""
