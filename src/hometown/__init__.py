"""Second Hometown 第二故乡: the working system of a city that sends officials to learn and to attract investment."""

__version__ = "0.1.0"
