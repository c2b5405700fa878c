"""The steps by which a store of any earlier version becomes one of this version.

One file each in `versions`, numbered without gaps; the last one's name stands in
`rasd.store.migrate`. A step that has been released is never changed: write the next one.
"""
