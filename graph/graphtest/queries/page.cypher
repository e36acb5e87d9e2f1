// What the page writes into its console.

MATCH (n) RETURN [l IN labels(n) WHERE l <> 'Planatlas'][0] AS label, count(*) AS nodes ORDER BY nodes DESC

MATCH ()-[r]->() WHERE r.basis IS NOT NULL RETURN r.basis AS basis, count(*) AS relationships ORDER BY relationships DESC

//@ bags
MATCH (c:Cluster)-[:INCLUDES]->(i:Industry) WHERE NOT (i)<-[:HOSTS]-(:Platform) RETURN DISTINCT i, collect(c.name) AS clusters, i.articles AS articles

MATCH p = (a:Cluster {id: 'jianghai-14fyp:cluster.new-materials'})-[:INCLUDES]->(b:Industry)<-[:HOSTS]-(c:Platform) RETURN p

MATCH (n:Platform {id: 'jianghai-14fyp:platform.base-new-energy-new-materials'})-[r]-(m) WHERE NOT type(r) IN ['HAS_PART', 'STATES', 'MENTIONS'] RETURN type(r) AS type, startNode(r) = n AS outgoing, m, r.basis AS basis, r.articles AS articles ORDER BY type, basis

WITH ['jianghai-14fyp:plan', 'jianghai-14fyp:ch.4', 'jianghai-14fyp:art.12'] AS ids MATCH (a)-[r]->(b) WHERE a.id IN ids AND b.id IN ids AND r.basis IS NULL RETURN a, r, b

MATCH (row:Platform)-[r:HOSTS]-(col:Industry) RETURN row, type(r) AS type, col, r.basis AS basis, r.articles AS articles ORDER BY row.name, col.name

MATCH (c:Cluster)-[:INCLUDES]->(m) RETURN c.name, m.name
