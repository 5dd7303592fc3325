"""Industry chains of the home city 延链补链: nodes, firms at home, gaps, whom one pursues; standing pairs."""
