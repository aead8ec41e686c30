raise KeyError('key')
