print(1, foo=3)
