"""What every floor may use and no trade would recognise: errors, money, dates, bounds, the clock."""
