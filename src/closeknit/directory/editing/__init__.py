"""A group's page is changed here: by its stewards in parts, or by anyone as a suggestion; each change is kept.

``portrait`` says what a page holds, by keys; ``actions`` write some of them anew, with a revision, undo,
take suggestions and tie groups to each other; ``merging`` lets two editors meet without loss.
"""
