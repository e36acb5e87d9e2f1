// What is wrong, at compile time and when it runs.

RETURN 1 / 0

RETURN 5 % 0

RETURN 9223372036854775807 + 1

RETURN -9223372036854775808 - 1

RETURN 9223372036854775808

RETURN x

MATCH (n) RETURN m

RETURN 1 AS a, 2 AS a

RETURN nosuch(1)

RETURN size()

RETURN size('a', 'b')

RETURN $missing

MATCH (n) RETURN count(count(n))

MATCH (n) WHERE count(n) > 1 RETURN n

MATCH (n) RETURN n.name, count(*) + n.number

MATCH (n) WITH n.name RETURN 1

MATCH (n)-[r]->(n2) MATCH (r) RETURN r

MATCH (n) MATCH ()-[n]->() RETURN n

RETURN

MATCH (n)

MATCH (n RETURN n

RETURN 'open

RETURN [1, 2

RETURN {a: 1

RETURN 1 +

RETURN 1 2

RETRUN 1

MATCH (n) RETURN n ORDER BY m

MATCH (n) RETURN DISTINCT n.name ORDER BY n.id

RETURN 1 AS x UNION RETURN 2 AS y

RETURN 1 UNION RETURN 2 UNION ALL RETURN 3

MATCH (n) RETURN n LIMIT -1

MATCH (n) RETURN n LIMIT 1.5

MATCH (n) RETURN n LIMIT n.number

MATCH (n) RETURN n SKIP 'a'

WITH [1, 'a'] AS l RETURN l[0] + l[1] * 2 AS x

WITH ['a'] AS l RETURN toUpper(l[0]) + l[0] * 2 AS x

WITH [1] AS l RETURN l['a']

WITH {a: 1} AS m RETURN m[0]

WITH ['x'] AS l RETURN NOT l[0]

WITH [1] AS l RETURN toUpper(l[0])

WITH ['('] AS l RETURN 'a' =~ l[0]

WITH [1] AS l RETURN date(l[0])

WITH ['abc'] AS l RETURN date(l[0])

WITH ['2021-13-01'] AS l RETURN date(l[0])

WITH [-1] AS l RETURN left('abc', l[0])

WITH [2.5] AS l RETURN percentileCont(1, l[0])

WITH [0] AS l RETURN range(1, 5, l[0])

MATCH (n:Plan) RETURN n[0]

MATCH p = (:Plan)-->() RETURN p.name

RETURN all(x IN 1 WHERE true)

RETURN reduce(s = 0 x IN [1] | s)

MATCH (a:Plan) RETURN shortestPath((a)-[*]-(a))

MATCH (a:Plan), (b:Plan) MATCH p = shortestPath((a)-[*]-(b)) RETURN p

MATCH (a)-[*0]->(b)-->(a RETURN a

MATCH (a)-[:A|:B:C]->(b) RETURN a

MATCH (a)<-[]->(b) RETURN a

MATCH (a {name: 'x'} RETURN a

RETURN CASE WHEN 1 THEN 2 END

RETURN CASE END

WITH 1 AS x, 2 AS x RETURN x

UNWIND [1] AS x UNWIND [2] AS x RETURN x

CALL nosuch.procedure()

CALL db.labels(1)

CALL db.labels() YIELD nosuch RETURN nosuch

MATCH (n) RETURN n.

MATCH (n) WHERE n.name RETURN n.id

RETURN point({x: 1, y: 'a'})

RETURN duration('nonsense')

RETURN 1 = 

RETURN `unclosed

MATCH (n) RETURN n AS

EXPLAIN
