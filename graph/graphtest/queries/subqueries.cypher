// Subqueries, predicates and comprehensions.

MATCH (p:Platform) WHERE EXISTS { (p)-[:HOSTS]->(:Industry) } RETURN p.id

MATCH (p:Platform) WHERE NOT EXISTS { (p)-[:HOSTS]->() } RETURN count(p)

MATCH (p:Platform) WHERE EXISTS { MATCH (p)-[:HOSTS]->(i) WHERE i.name CONTAINS '新' } RETURN p.id

MATCH (p:Platform) WHERE EXISTS { MATCH (p)-[:HOSTS]->(i) RETURN i UNION MATCH (p)-[:SERVES]->(i) RETURN i } RETURN p.id

MATCH (p:Platform) RETURN p.id AS p, EXISTS { (p)-[:HOSTS]->() } AS hosts

MATCH (c:Cluster) RETURN c.id AS c, COUNT { (c)-[:INCLUDES]->() } AS n

MATCH (c:Cluster) WHERE COUNT { (c)-[:INCLUDES]->() } > 2 RETURN c.id

MATCH (c:Cluster) RETURN c.id AS c, COUNT { MATCH (c)-[:INCLUDES]->(x) WHERE x.name CONTAINS '新' RETURN DISTINCT x } AS n

//@ bags
MATCH (c:Cluster) RETURN c.id AS c, COLLECT { MATCH (c)-[:INCLUDES]->(x) RETURN x.name } AS names

MATCH (c:Cluster) RETURN c.id AS c, COLLECT { MATCH (c)-[:INCLUDES]->(x) RETURN x.name ORDER BY x.name } AS names

MATCH (p:Platform) WHERE (p)-[:HOSTS]->(:Industry) RETURN p.id

MATCH (p:Platform) WHERE NOT (p)-[:HOSTS]->() AND NOT (p)<-[:TARGETS]-() RETURN p.id

MATCH (p:Platform) WHERE (p)-[:HOSTS]->() OR (p)-[:SERVES]->() RETURN p.id

MATCH (p:Platform) WHERE exists((p)-[:HOSTS]->()) RETURN p.id

//@ differs exists-property
MATCH (p:Platform) WHERE exists(p.level) RETURN p.id

MATCH (p:Platform) RETURN p.id, size([(p)-[:HOSTS]->(i) | i]) AS n

//@ bags
MATCH (p:Platform) RETURN p.id, [(p)-[r:HOSTS]->(i) WHERE i.name <> '' | i.name + r.basis] AS l

//@ bags
MATCH (p:Platform) RETURN p.id, [x = (p)-[:HOSTS]->() | length(x)] AS l

MATCH (a:Article) WHERE all(x IN a.articles WHERE x = a.number) RETURN count(a)

MATCH (a:Article) WHERE any(q IN a.quotes WHERE q CONTAINS '新') RETURN a.number

MATCH (a:Article) WHERE none(q IN a.quotes WHERE q CONTAINS '新') RETURN count(*)

MATCH (a:Article) WHERE single(q IN a.quotes WHERE q <> '') RETURN count(*)

RETURN all(x IN [] WHERE false) AS a, any(x IN [] WHERE true) AS b, none(x IN [] WHERE true) AS c, single(x IN [] WHERE true) AS d

RETURN all(x IN [1, null] WHERE x = 1) AS a, any(x IN [2, null] WHERE x = 1) AS b, none(x IN [2, null] WHERE x = 1) AS c, single(x IN [1, null] WHERE x = 1) AS d

RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * 10] AS l, [x IN [1, 2]] AS same, [x IN null | x] AS n

RETURN reduce(s = '', x IN ['a', 'b'] | s + x) AS s, reduce(n = 0, x IN [1, null] | n + x) AS n

MATCH (c:Cluster) RETURN c {.id, .name, size: COUNT { (c)--() }} AS m

MATCH (c:Cluster) RETURN c {.*, extra: 1}.extra AS e

MATCH (c:Cluster) WITH c, c.name AS name RETURN c {name, .kind} AS m

MATCH (c:Chapter {number: 4}) RETURN c {.number, parts: [(c)-[:HAS_PART]->(a) | a.number][0] IS NOT NULL} AS m

MATCH p = (:Plan)-->(:Chapter {number: 2}) RETURN nodes(p)[1].number AS n, relationships(p)[0].basis AS b, length(p) AS l

MATCH p = (a:Plan)-[*2]->(b:Article {number: 7}) RETURN [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS types
