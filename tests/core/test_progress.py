import io

from closeknit.core.progress import Bar, counted, now_and_then, silent


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_shows_count_and_time_left():
    terminal = Terminal()
    with Bar("Reading postcodes", unit=" postcodes", out=terminal) as bar:
        for done in range(1, 4):
            bar(done, 3)
    last = terminal.getvalue().split("\r")[-1]
    assert "Reading postcodes: 100%" in last
    assert "3/3" in last


def test_into_a_file_it_is_one_line():
    out = io.StringIO()
    with Bar("Reading postcodes", unit=" rows", out=out) as bar:
        bar(1200, 1200)
    assert out.getvalue() == "Reading postcodes: 1,200 rows\n"


def test_a_work_of_two_parts_begins_the_bar_anew():
    terminal = Terminal()
    with Bar("Backing up", out=terminal) as bar:
        bar(90, 90)
        bar(1, 20)
        bar(20, 20)
    assert "20/20" in terminal.getvalue().split("\r")[-1]


def test_an_interruption_goes_on_its_way():
    out = io.StringIO()
    bar = Bar("Reading", out=out)
    bar(5, 10)
    bar.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert out.getvalue() == ""


def test_items_are_counted_as_they_go_by():
    told = []
    assert list(counted("abc", lambda done, total: told.append((done, total)), 3)) == ["a", "b", "c"]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_dear_listener_hears_now_and_then_and_at_the_end():
    told = []
    progress = now_and_then(lambda done, total: told.append(done), seconds=60)
    for done in range(1, 1001):
        progress(done, 1000)
    assert told == [1, 1000]


def test_nobody_need_listen():
    assert silent(1, 2) is None
