"""The front door's addresses."""

from django.urls import include, path

from closeknit.website.own_data import on_behalf
from closeknit.website.own_data import views as own_data
from closeknit.website.views import crawlers, embeds, feeds, finding, maps, pages

app_name = "website"

page_urls = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
data_urls = [
    path("privacy/what-we-hold/", own_data.what_we_hold, name="what-we-hold"),
    path("account/data/", own_data.my_data, name="my-data"),
    path("account/data.json", own_data.my_data_json, name="my-data-json"),
    path("account/data.html", own_data.my_data_html, name="my-data-html"),
    path("account/erase/", own_data.erase, name="erase"),
    path("manage/people/<uuid:uuid>/kept/", on_behalf.kept, name="person-kept"),
    path("manage/people/<uuid:uuid>/away/", on_behalf.away, name="person-away"),
    path("account/erased/", own_data.erased, name="erased"),
]
finding_urls = [
    path("find/", finding.find, name="find"),
    path("find/suggest/", finding.suggest, name="suggest"),
    path("embed/find/", embeds.find, name="embed-find"),
]
map_urls = [
    path("tiles/<int:z>/<int:x>/<int:y>.mvt", maps.tile, name="tile"),
    path("map/areas.geojson", maps.areas, name="map-areas"),
    path("map/base.geojson", maps.base, name="map-base"),
    path("map/spot.json", maps.spot, name="map-spot"),
]
feed_urls = [
    path("find.csv", feeds.csv, name="find-csv"),
    path("find.geojson", feeds.geojson, name="find-geojson"),
    path("find.rss", feeds.rss, name="find-rss"),
]
crawler_urls = [
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", crawlers.sitemap_of_pages, name="sitemap-pages"),
    path("sitemap-groups-<int:number>.xml", crawlers.sitemap_of_groups, name="sitemap-groups"),
    path("opensearch.xml", crawlers.opensearch, name="opensearch"),
]
own_urls = [
    path("set-up/", include("closeknit.website.setup.urls")),
    path("manage/", include("closeknit.website.manage.urls")),
    path("my/", include("closeknit.website.my.urls")),
]
urlpatterns = [*own_urls, *page_urls, *data_urls, *finding_urls, *map_urls, *feed_urls, *crawler_urls]
