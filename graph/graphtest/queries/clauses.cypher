// Clauses: projection, grouping, order, UNWIND, UNION, CALL.

RETURN 1 AS one, 'a' AS a, null AS nothing, [1, 2] AS list, {a: 1} AS map

RETURN 1, 'a', 1 + 1, [1, 2][0]

RETURN 1 + 1 AS `two words`, 2 AS 数

MATCH (c:Chapter) RETURN c.number, c.name ORDER BY c.number SKIP 2 LIMIT 3

MATCH (c:Chapter) RETURN c.number AS n ORDER BY n DESC LIMIT 3

MATCH (a:Article) RETURN a.number % 3 AS r, a.number AS n ORDER BY r, n DESC

MATCH (a:Article) RETURN DISTINCT a.number % 5 AS r ORDER BY r

MATCH (m:Measure) RETURN DISTINCT m.strength

MATCH (m:Measure) RETURN m.strength AS s, count(*) AS n

MATCH (m:Measure) RETURN m.strength AS s, count(*) AS n ORDER BY n DESC, s

MATCH (m:Measure) WITH m.strength AS s, count(*) AS n WHERE n > 20 RETURN s, n

MATCH (m:Measure) WITH m ORDER BY m.id LIMIT 5 RETURN m.id

MATCH (m:Measure) WITH m ORDER BY m.id LIMIT 5 MATCH (m)-[:TARGETS]->(x) RETURN m.id, x.id

MATCH (m:Measure) WITH *, m.strength AS s WHERE s IS NOT NULL RETURN count(s)

MATCH (c:Cluster) WITH c, c.name AS name RETURN *

MATCH (c:Cluster)-[:INCLUDES]->(x) WITH c, count(x) AS n, collect(x.name) AS names ORDER BY n DESC, c.id RETURN c.id, n, size(names)

UNWIND [1, 2, null, 3] AS x RETURN x

UNWIND [] AS x RETURN x

UNWIND null AS x RETURN x

UNWIND [[1, 2], [3]] AS l UNWIND l AS x RETURN x, size(l)

UNWIND range(1, 10) AS x WITH x WHERE x % 2 = 0 RETURN collect(x * x) AS squares

UNWIND 5 AS x RETURN x

UNWIND [{n: 1}, {n: 2}] AS row RETURN row.n AS n

MATCH (c:Cluster) UNWIND c.articles AS a RETURN c.id, a

RETURN 1 AS x UNION RETURN 2 AS x

RETURN 1 AS x UNION RETURN 1 AS x

RETURN 1 AS x UNION ALL RETURN 1 AS x

MATCH (c:Cluster) RETURN c.name AS n UNION MATCH (i:Industry) RETURN i.name AS n

MATCH (c:Cluster) RETURN c.name AS n UNION ALL MATCH (i:Industry) RETURN i.name AS n

CALL { MATCH (c:Cluster) RETURN c.name AS n UNION MATCH (i:Industry) RETURN i.name AS n } RETURN count(*) AS n

MATCH (c:Chapter) CALL { WITH c MATCH (c)-[:HAS_PART]->(a) RETURN count(a) AS n } RETURN c.number, n ORDER BY c.number

MATCH (c:Chapter) CALL (c) { MATCH (c)-[:HAS_PART]->(a) RETURN count(a) AS n } RETURN c.number, n

MATCH (c:Chapter) CALL (c) { MATCH (c)-[:HAS_PART]->(a) RETURN a ORDER BY a.number DESC LIMIT 1 } RETURN c.number, a.number

MATCH (c:Chapter) CALL (*) { MATCH (c)-[:HAS_PART]->(a) RETURN max(a.number) AS last } RETURN c.number, last

MATCH (c:Cluster) RETURN c.name ORDER BY c.name SKIP 1 + 1 LIMIT 2

MATCH (n) RETURN count(*)

MATCH (n) RETURN count(n), count(n.summary), count(DISTINCT n.kind)

MATCH ()-[r]->() RETURN count(r)

MATCH ()-[r]->() RETURN r.basis AS basis, count(*) AS n ORDER BY n DESC

MATCH ()-[r]->() RETURN type(r) AS type, r.basis AS basis, count(*) AS n

MATCH (n:Nobody) RETURN count(n) AS n, sum(n.x) AS s, collect(n) AS l, max(n.x) AS m, avg(n.x) AS a

MATCH (n:Nobody) RETURN n.kind AS k, count(*) AS c

MATCH (m:Measure) RETURN size(collect(m)) AS n, count(m) * 2 AS twice, count(m) + sum(1) AS both

MATCH (a:Article) RETURN a.number / 10 AS tens, count(*) AS n, min(a.number) AS lo, max(a.number) AS hi, avg(a.number) AS mean, sum(a.number) AS total

MATCH (a:Article) RETURN stDev(a.number) AS s, stDevP(a.number) AS p, percentileCont(a.number, 0.5) AS c, percentileDisc(a.number, 0.9) AS d

MATCH (i:Indicator)-[:HAS_TARGET]->(t:Target) RETURN i.name AS i, t.value AS v, t.unit AS u, t.comparator AS c, t.toYear AS y

MATCH (t:Target) RETURN sum(t.value) AS s, avg(t.value) AS a, min(t.value), max(t.value), count(t.value)

MATCH (a:Article)-[:STATES]->(m) WITH a, count(m) AS n ORDER BY n DESC, a.number LIMIT 5 RETURN a.number, n

MATCH (n) WITH n.kind AS k, collect(DISTINCT head([l IN labels(n) WHERE l <> 'Planatlas'])) AS ls WHERE size(ls) > 1 RETURN k, size(ls)

MATCH (a:Article) WHERE a.number IN [1, 2, 3] RETURN a.number AS n, a.name AS name ORDER BY name

MATCH (n:Industry) RETURN n.name ORDER BY size(n.name), n.name LIMIT 5

MATCH (n:Industry) WITH n.name AS name ORDER BY name RETURN collect(name)[..3] AS first

MATCH (n:Body) RETURN n.name AS name ORDER BY n.kind, name, n.id

MATCH (n) RETURN n.level AS l, count(*) AS c ORDER BY l

UNWIND [3, 'a', null, 1.5, true, [1], {a: 1}, date('2021-01-01'), 2] AS x RETURN x ORDER BY x

UNWIND [3, 'a', null, 1.5, true, [1], {a: 1}, date('2021-01-01'), 2] AS x RETURN x ORDER BY x DESC

UNWIND [1, 1.0, 2, '1', null, null] AS x RETURN DISTINCT x

UNWIND [1, 1.0, 2, '1', null, null] AS x RETURN x, count(*) AS n

UNWIND [0.0, -0.0, 0] AS x RETURN count(DISTINCT x) AS n

UNWIND [[1], [1.0], [2]] AS x RETURN count(DISTINCT x) AS n

UNWIND [1, 2, 3] AS x RETURN CASE WHEN x > 2 THEN 'large' WHEN x > 1 THEN 'middle' ELSE 'small' END AS s

UNWIND [1, 2, 3] AS x RETURN CASE x WHEN 1 THEN 'one' WHEN 2, 3 THEN 'more' END AS s

UNWIND [null, 1] AS x RETURN CASE x WHEN null THEN 'null' ELSE 'other' END AS s

WITH 1 AS x WITH x, x + 1 AS y WITH y AS z RETURN z

WITH 1 AS x RETURN x AS y ORDER BY x

MATCH (m:Measure) WITH m.strength AS s ORDER BY m.id RETURN s, count(*) AS n

MATCH (a:Article) WITH count(a) AS n MATCH (c:Chapter) RETURN n, count(c) AS c

MATCH (m:Measure) WITH m LIMIT 0 RETURN count(m)

MATCH (m:Measure) RETURN m.id LIMIT 0

EXPLAIN MATCH (n:Plan) RETURN n

//@ differs optional-path
MATCH (a:Plan) OPTIONAL MATCH p = (a) WHERE false RETURN p
