print("convenant")
