"""Keeps a folder of articles current: feeds and addresses in, files and what is known about them out.

One request at a time, hosts in turn, each after its delay and as its robots.txt allows. Nothing that was fetched is
executed, and no page's own links are followed.

    settings   what to collect: the table `[collect]` of briefer.toml
    addresses  which addresses are one, what an article's file is called, which machines are asked
    robots     what a robots.txt allows
    fetch      one request, bounded in time and size, to an address that was checked
    shelf      the folder, and what is known about it, for several processes at once
    visits     the order of all requests of a run
"""
