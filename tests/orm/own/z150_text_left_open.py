print('it's)
