print('a'
      'b'
      undefined)
