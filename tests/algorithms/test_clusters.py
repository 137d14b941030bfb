from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import clusters, geo

POINTS = st.lists(st.tuples(st.floats(50, 53), st.floats(-2, 2)), min_size=1, max_size=60)


def columns(points):
    lats, lngs = ([point[axis] for point in points] for axis in (0, 1))
    return geo.cells_of(lats, lngs), [1] * len(points), lats, lngs


@given(POINTS, st.integers(0, 24))
def test_each_point_is_counted_once(points, z):
    found = clusters.clusters(*columns(points), z)
    assert sum(cluster.count for cluster in found) == len(points)
    assert [cluster.code for cluster in found] == sorted({cluster.code for cluster in found})


@given(POINTS, st.integers(0, 20))
def test_a_cluster_lies_in_its_square_of_the_tile(points, z):
    for cluster in clusters.clusters(*columns(points), z):
        low, high = geo.tile_range(z + 4, *geo.unmorton(cluster.code))
        lat, lng = round(cluster.lat, 12), round(cluster.lng, 12)
        near = geo.tile_of(lat, lng, z + 4)
        column, row = geo.unmorton(cluster.code)
        assert abs(near[0] - column) <= 1
        assert abs(near[1] - row) <= 1
        inside = [cell for cell in columns(points)[0].tolist() if low <= cell < high]
        assert len(inside) == cluster.count


@given(POINTS, st.integers(0, 16))
def test_clusters_of_clusters_are_those_of_the_points(points, z):
    finer = clusters.clusters(*columns(points), z + 3)
    shift = clusters.cluster_shift(z + 3)
    again = clusters.clusters(
        [cluster.code << shift for cluster in finer],
        [cluster.count for cluster in finer],
        [cluster.lat * cluster.count for cluster in finer],
        [cluster.lng * cluster.count for cluster in finer],
        z,
    )
    straight = clusters.clusters(*columns(points), z)
    assert [(each.code, each.count) for each in again] == [(each.code, each.count) for each in straight]
    assert all(
        abs(one.lat - other.lat) < 1e-9 and abs(one.lng - other.lng) < 1e-9
        for one, other in zip(again, straight, strict=True)
    )


def test_the_grid_has_sixteen_squares_a_side():
    assert [clusters.cluster_shift(z) for z in (0, 10, 14, 20, 24)] == [40, 20, 12, 0, 0]


def test_features_are_drawn_at_the_mean_of_their_points():
    z, (x, y) = 10, geo.tile_of(51.5, -0.1, 10)
    found = clusters.clusters(*columns([(51.5, -0.1), (51.5, -0.1)]), z)
    (feature,) = clusters.cluster_features(found, z, x, y)
    assert feature.properties == {"count": 2}
    assert 0 <= feature.x < 4096
    assert 0 <= feature.y < 4096


def test_no_points_have_no_clusters():
    assert clusters.clusters([], [], [], [], 5) == []
    assert clusters.cluster_features([], 5, 1, 1) == []
