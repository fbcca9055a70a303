def check(text, shelf):
    return ()
