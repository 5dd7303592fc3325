from django.urls import path

from .web import lists, maps, pairs, pursuits, watches

urlpatterns = [
    path("chains/", maps.overview, name="chain-list"),
    path("chains/nodes/<uuid:pk>/", maps.node, name="chain-node"),
    path("chains/nodes/<uuid:pk>/change/", maps.change, name="chain-node-change"),
    path("chains/nodes/<uuid:pk>/remove/", maps.remove, name="chain-node-remove"),
    path("chains/nodes/<uuid:pk>/firms/add/", maps.add_firm, name="chain-firm-add"),
    path("chains/nodes/<uuid:pk>/pursue/", pursuits.pursue, name="pursuit-add"),
    path("chains/firms/<uuid:pk>/remove/", maps.remove_firm, name="chain-firm-remove"),
    path("chains/pursuits/", pursuits.pursuit_list, name="pursuit-list"),
    path("chains/pursuits/<uuid:pk>/", pursuits.pursuit, name="pursuit"),
    path("chains/pursuits/<uuid:pk>/approach/", pursuits.approach, name="pursuit-approach"),
    path("chains/pursuits/<uuid:pk>/close/", pursuits.close, name="pursuit-close"),
    path("chains/approaches/<uuid:pk>/", pursuits.finish, name="approach-finish"),
    path("chains/pairs/", pairs.pair_list, name="pair-list"),
    path("chains/pairs/add/", pairs.add, name="pair-add"),
    path("chains/pairs/<uuid:pk>/", pairs.pair, name="pair"),
    path("chains/pairs/<uuid:pk>/met/", pairs.met, name="pair-met"),
    path("chains/pairs/<uuid:pk>/end/", pairs.end, name="pair-end"),
    path("chains/export/", lists.nodes_export, name="chain-export"),
    path("chains/pursuits/export/", lists.pursuits_export, name="pursuit-export"),
    path("chains/watch/", watches.watch_list, name="watch-list"),
    path("chains/watch/add/", watches.add, name="watch-add"),
    path("chains/watch/<uuid:pk>/", watches.change, name="watch"),
    path("chains/watch/<uuid:pk>/share/", watches.share, name="watch-share"),
    path("chains/watch/<uuid:pk>/end/", watches.end, name="watch-end"),
    path("chains/<slug:chain>/", maps.chain, name="chain"),
    path("chains/<slug:chain>/add/", maps.add, name="chain-node-add"),
]
