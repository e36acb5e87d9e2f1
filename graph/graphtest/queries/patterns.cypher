// Patterns: nodes, relationships, paths, repetition.

MATCH (n:Cluster) RETURN n

MATCH (n:Cluster {name: '新材料'}) RETURN n.id

MATCH (n) WHERE n.id = 'jianghai-14fyp:plan' RETURN n.name, n.date, n.title

MATCH (c:Cluster)-[r:INCLUDES]->(i) RETURN c.name, r, i.name

MATCH (c:Cluster)<-[r]-(x) RETURN c.name AS c, type(r) AS t, x.id AS x

MATCH (c:Cluster)-[r]-(x) RETURN c.name AS c, type(r) AS t, startNode(r) = c AS out, x.id AS x

MATCH (c:Cluster)--(x) RETURN count(*) AS n

MATCH (:Plan)-->(c:Chapter)-->(a:Article) RETURN c.number AS chapter, a.number AS article

MATCH (a:Article {number: 14})-[:STATES]->(m)-[:TARGETS]->(o) RETURN m.name AS m, o.name AS o

MATCH (p:Platform)-[:HOSTS]->(i:Industry)<-[:INCLUDES]-(c:Cluster) RETURN p.name AS p, i.name AS i, c.name AS c

MATCH p = (:Cluster)-[:INCLUDES]->(:Industry)<-[:HOSTS]-(:Platform) RETURN p

MATCH p = (:Plan)-[*1..2]->(:Article {number: 3}) RETURN p, length(p) AS n

MATCH (c:Chapter {number: 4})-[r:HAS_PART*0..1]->(x) RETURN x.id AS x, size(r) AS n

MATCH (d:District)-[:LOCATED_IN*]->(e:District) RETURN d.name AS d, e.name AS e

MATCH (g:Goal)-[:SUBGOAL_OF*2]->(h) RETURN g.id AS g, h.id AS h

MATCH (g:Goal)-[:SUBGOAL_OF*..2]->(h) RETURN count(*) AS n

MATCH (g:Goal)<-[:SUBGOAL_OF*1..3]-(h) RETURN g.id AS g, count(h) AS n

MATCH (a)-[:PARTNERS_WITH]-(b) RETURN a.name AS a, b.name AS b

MATCH (a)-[:CONNECTS_TO*1..3]-(b) RETURN a.id AS a, b.id AS b

MATCH (a:Cluster), (b:Cluster) WHERE a.id < b.id RETURN a.name AS a, b.name AS b

MATCH (a:Cluster), (b:Plan), (c:Chapter {number: 1}) RETURN a.id, b.id, c.id

MATCH (x:Platform|Project) WHERE x.name CONTAINS '新' RETURN x.id

MATCH (x:!Article&!Chapter&!Goal&!Measure) RETURN count(*) AS n

MATCH (x:%) RETURN count(*) AS n

MATCH (x:Platform&!Project) RETURN count(x) AS n

MATCH (x:(Body|District)&Planatlas) RETURN x.id

MATCH (x:Platform:Planatlas) RETURN count(x) AS n

MATCH (a)-[r:HOSTS|SERVES]->(b) RETURN a.id, type(r), b.id

MATCH (a)-[r:!MENTIONS]->(b:Cluster) RETURN a.id, type(r)

MATCH (a WHERE a.name STARTS WITH '江海')-[r WHERE r.basis = 'explicit']->(b) RETURN a.name, type(r), b.name

MATCH (c:Cluster WHERE c.name <> '') RETURN c.name

MATCH (a:Article {number: 12})-[r {basis: 'explicit'}]->(b) RETURN type(r), b.id

MATCH (c:Cluster)-[:INCLUDES]->(x)<-[:INCLUDES]-(c) RETURN count(*) AS n

MATCH (c:Cluster)-[:INCLUDES]->(x), (d:Cluster)-[:INCLUDES]->(x) WHERE c <> d RETURN c.name, d.name, x.name

MATCH (a)-[r]->(b) MATCH (b)-[r2]->(a) RETURN count(*) AS n

MATCH (a:Term)-[r1]-(b)-[r2]-(a) RETURN count(*) AS n

MATCH (c:Cluster) OPTIONAL MATCH (c)-[:INCLUDES]->(x:Cluster) RETURN c.name AS c, x.name AS x

MATCH (c:Cluster) OPTIONAL MATCH (c)-[:INCLUDES]->(x) WHERE x:Cluster AND x.name CONTAINS '新' RETURN c.name AS c, x.name AS x

OPTIONAL MATCH (x:Nobody) RETURN x

OPTIONAL MATCH (x:Nobody)-[r]->(y) RETURN x, r, y.name

MATCH (c:Cluster) OPTIONAL MATCH (c)-[r:SERVES]->(x) OPTIONAL MATCH (x)-->(y) RETURN c.id, r, x, y

MATCH (x {id: null}) RETURN x

MATCH (a:Goal)-[r:SUBGOAL_OF]->(a) RETURN count(*) AS loops

MATCH (:Article {number: 14})-[rs:STATES|TARGETS*2]->(x) RETURN x.id, [r IN rs | type(r)] AS types

MATCH (:Article {number: 14})-[rs*2 {basis: 'explicit'}]->(x) RETURN x.id

MATCH ((a:Goal)-[r:SUBGOAL_OF]->(b:Goal)){2} RETURN count(*) AS n

MATCH (x:Article {number: 14})(()-[:STATES]->()-[:TARGETS]->()){1}(y) RETURN y.id

MATCH (d:District)((a)-[:LOCATED_IN]->(b)){1,3}(e) RETURN d.name AS d, [x IN a | x.name] AS via, e.name AS e

MATCH (d:District)-[:LOCATED_IN]->+(e) RETURN d.name, e.name

MATCH (d:District)-[:LOCATED_IN]->*(e:District) RETURN count(*) AS n

MATCH (d:District)-[:LOCATED_IN]->{2}(e) RETURN d.name, e.name

MATCH (a:Cluster {name: '新材料'}), (b:Platform) WHERE a <> b MATCH p = shortestPath((a)-[*..3]-(b)) RETURN b.id, length(p)

MATCH (a:Plan), (b:Cluster) MATCH p = allShortestPaths((a)-[*..4]-(b)) RETURN b.id AS b, p

MATCH (a:Article {number: 12}), (b:Plan) RETURN length(shortestPath((a)-[*]-(b))) AS n

MATCH (a:Article {number: 12}), (b:Goal) WHERE shortestPath((a)-[:STATES|SUBGOAL_OF*..3]->(b)) IS NOT NULL RETURN count(b) AS n

MATCH p = ANY SHORTEST (a:Plan)-->{1,3}(b:Article {number: 5}) RETURN length(p)

MATCH p = ALL SHORTEST (a:Plan)--+(b:Article {number: 5}) RETURN count(p), min(length(p))

MATCH p = SHORTEST 2 GROUPS (a:Plan)-->{1,4}(b:Platform {name: '新能源新材料产业集聚区'}) RETURN length(p) AS n, count(*) AS c

MATCH (n) WHERE n:Cluster OR n:Plan RETURN n.id

MATCH (n) WHERE n:Cluster|Plan RETURN n.id

MATCH ()-[r]->() WHERE r:HOSTS RETURN r.basis, startNode(r).id, endNode(r).id
