"""The reviewer's desk: a brief beside its articles, in a browser on this machine or as a file to send.

`board` says what is to be seen, `app` answers a browser, `static` writes the file, `serve` listens.
"""
