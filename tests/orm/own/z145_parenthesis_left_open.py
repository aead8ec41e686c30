print("Hello"
name = "x"
