"""Pages of enclaves: the list, one enclave with its years, agreements, statements, money, and the calculator."""
