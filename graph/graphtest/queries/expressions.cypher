// Expressions: literals, operators, functions.

RETURN 1 + 2 * 3 - 4 / 2 AS a, 7 / 2 AS b, 7 / 2.0 AS c, 7 % 3 AS d, -7 / 2 AS e, -7 % 3 AS f, 2 ^ 3 AS g, 2 ^ -1 AS h

RETURN 0.1 + 0.2 AS a, 1e3 AS b, 1.5e-5 AS c, 0x1F AS d, 0o17 AS e, 1_000 AS f, .5 AS g

RETURN 1 = 1.0 AS a, 1 <> 2 AS b, 1 < 2 <= 2 AS c, 'a' < 'b' AS d, 'a' < 1 AS e, null = null AS f, [1, null] = [1, null] AS g, [1, 2] = [1, 3] AS h, {a: 1} = {a: 1.0} AS i

RETURN null IS NULL AS a, 1 IS NOT NULL AS b, NOT null AS c, null AND false AS d, null OR true AS e, true XOR null AS f, NOT true AS g

RETURN 1 IN [1, 2] AS a, 3 IN [1, null] AS b, null IN [] AS c, null IN [1] AS d, [1] IN [[1]] AS e, 1.0 IN [1] AS f

RETURN 'abc' STARTS WITH 'a' AS a, 'abc' ENDS WITH 'bc' AS b, 'abc' CONTAINS 'x' AS c, 'abc' CONTAINS null AS d, 1 STARTS WITH '1' AS e

RETURN '新材料产业' =~ '新.*' AS a, 'abc' =~ 'ab' AS b, 'ABC' =~ '(?i)abc' AS c, 'a\nb' =~ 'a.b' AS d, 'abc' =~ null AS e

RETURN 'a' + 1 AS a, 1 + 'a' AS b, 'a' + 1.5 AS c, 'a' || 'b' AS d, [1] + 2 AS e, 1 + [2] AS f, [1] + [2] AS g, [1] || [2] AS h, 'a' + null AS i

RETURN [1, 2, 3][0] AS a, [1, 2, 3][-1] AS b, [1, 2, 3][5] AS c, [1, 2, 3][1..] AS d, [1, 2, 3][..-1] AS e, [1, 2, 3][0..2] AS f, [1, 2][null] AS g, [1, 2, 3][2..1] AS h

RETURN {a: 1}.a AS a, {a: 1}['a'] AS b, {a: 1}.b AS c, {a: {b: [1, 2]}}.a.b[1] AS d, null.a AS e

RETURN 'it''s' AS a

RETURN 'it\'s' AS a, "double \"q\"" AS b, 'tab\tnew\nline' AS c, '\u65b0' AS d, '\\' AS e

RETURN true AS a, TRUE AS b, False AS c, NULL AS d, nUlL AS e

RETURN 9223372036854775807 AS a, -9223372036854775808 AS b

RETURN 1.0 / 0 AS a, -1.0 / 0 AS b, 0.0 / 0 AS c, isNaN(0.0 / 0) AS d, 0.0 / 0 = 0.0 / 0 AS e

RETURN -0.0 AS a, 0.0 AS b, -0.0 = 0.0 AS c

RETURN 1 IS :: INTEGER AS a, 'a' IS :: STRING AS b, 1.5 IS NOT :: INTEGER AS c, null IS :: INTEGER AS d, null IS :: INTEGER NOT NULL AS e, [1] IS :: LIST<INTEGER> AS f, 1 IS TYPED INTEGER | STRING AS g

RETURN valueType(1) AS a, valueType('a') AS b, valueType([1, 'a']) AS c, valueType(null) AS d, valueType({a: 1}) AS e

MATCH (n:Plan) RETURN valueType(n.date) AS d, valueType(n) AS n, valueType(n.quotes) AS q

RETURN 'é' = 'e\u0301' AS a, normalize('e\u0301') = 'é' AS b, 'é' IS NORMALIZED AS c

RETURN size('新材料') AS a, size([1, 2]) AS b, toUpper('straße') AS c, left('新材料', 2) AS d, right('abc', 2) AS e, substring('abcdef', 1, 3) AS f, replace('a-b-c', '-', '') AS g, split('a,b', ',') AS h, reverse('abc') AS i, trim('  a ') AS j

RETURN btrim('xxaxx', 'x') AS a, ltrim('xxa', 'x') AS b, trim(BOTH 'x' FROM 'xax') AS c, trim(LEADING FROM '  a') AS d, char_length('新') AS e, lower('A') AS f, upper('a') AS g

RETURN toInteger('12') AS a, toInteger('1.7') AS b, toInteger('x') AS c, toInteger(1.9) AS d, toFloat('1.5') AS e, toString(1.0) AS f, toBoolean('TRUE') AS g, toBoolean(0) AS h, toIntegerOrNull([1]) AS i, toStringList([1, null, 'a']) AS j, toIntegerList(['1', 'x']) AS k

RETURN abs(-1) AS a, sign(-2.5) AS b, ceil(1.2) AS c, floor(-1.2) AS d, round(2.5) AS e, round(-2.5) AS f, round(1.249, 1) AS g, round(1.25, 1, 'HALF_DOWN') AS h, sqrt(2) AS i, exp(1) AS j, log(10) AS k, log10(1000) AS l, e() AS m, pi() AS n

RETURN sin(1) AS a, cos(1) AS b, tan(1) AS c, cot(1) AS d, asin(0.5) AS e, acos(0.5) AS f, atan(1) AS g, atan2(1, 2) AS h, degrees(pi()) AS i, radians(180) AS j, haversin(0.5) AS k

RETURN head([1, 2]) AS a, last([1, 2]) AS b, tail([1, 2]) AS c, range(1, 5, 2) AS d, range(5, 1) AS e, reverse([1, 2]) AS f, keys({b: 1, a: 2})[0] IS NOT NULL AS g, coalesce(null, 1, 2) AS h, nullIf(1, 1) AS i, isEmpty([]) AS j, isEmpty('') AS k

RETURN date('2021-02-24') AS a, date({year: 2021, month: 2, day: 24}) AS b, date({year: 2021, week: 8, dayOfWeek: 3}) AS c, time('10:35:00+08:00') AS d, localtime('10:35') AS e, datetime('2021-02-24T10:35:00+08:00') AS f, localdatetime('2021-02-24T10:35') AS g, duration('P1Y2M3DT4H5M6.7S') AS h

RETURN datetime('2021-02-24T10:35:00[Asia/Shanghai]') AS a, datetime({epochSeconds: 1614134100, timezone: 'Asia/Shanghai'}) AS b, datetime('2021-02-24T10:35:00Z').epochMillis AS c

RETURN date('2021-02-24') + duration('P1M') AS a, date('2021-01-31') + duration('P1M') AS b, date('2021-02-24') - duration({days: 24}) AS c, duration('P1D') * 2 AS d, duration('P1D') / 2 AS e, duration('P1D') + duration('PT1H') AS f

RETURN duration.between(date('2021-02-24'), date('2025-12-31')) AS a, duration.inDays(date('2021-02-24'), date('2025-12-31')) AS b, duration.inMonths(date('2021-02-24'), date('2025-12-31')) AS c, duration.inSeconds(localtime('10:00'), localtime('11:30')) AS d

RETURN date.truncate('month', date('2021-02-24')) AS a, datetime.truncate('hour', datetime('2021-02-24T10:35:00Z')) AS b, date('2021-02-24').week AS c, date('2021-02-24').dayOfWeek AS d, date('2021-02-24').quarter AS e, date('2021-02-24').ordinalDay AS f, duration('P1Y2M').months AS g

RETURN date('2021-02-24') < date('2021-02-25') AS a, date('2021-02-24') = date('2021-02-24') AS b, date('2021-02-24') < localdatetime('2021-02-25T00:00') AS c

MATCH (p:Plan) RETURN p.date.year AS y, p.date + duration('P5Y') AS later, date('2025-12-31') > p.date AS after

RETURN point({x: 1, y: 2}) AS a, point({x: 1, y: 2, z: 3}) AS b, point({longitude: 113.1, latitude: 22.6}) AS c, point({x: 1, y: 2}).x AS d, point({longitude: 113.1, latitude: 22.6}).srid AS e, point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) AS f

RETURN point.distance(point({longitude: 113.1, latitude: 22.6}), point({longitude: 113.3, latitude: 23.1})) AS d, point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2})) AS w

MATCH (c:Cluster {name: '新材料'}) RETURN labels(c) = labels(c) AS a, size(labels(c)) AS b, 'Planatlas' IN labels(c) AS c2, size(keys(c)) > 3 AS d, properties(c).name AS e, c['name'] AS f, c.nothing AS g

MATCH (c:Cluster) WHERE id(c) = id(c) AND elementId(c) = elementId(c) RETURN count(*) AS n

MATCH (c:Cluster)-[r]->(x) RETURN properties(r) AS p, type(r) AS t, startNode(r).id AS s, endNode(r).id AS e

MATCH (n:Indicator) WHERE n.unit IS NULL RETURN n.id

MATCH (n) WHERE n.name = '新材料' AND n.kind <> 'x' RETURN n.id

MATCH (n:Target) WHERE 10 <= n.value < 100 RETURN n.id, n.value

MATCH (n:Target) WHERE n.value > 50 OR n.unit = '%' RETURN n.id

MATCH (a:Article) WHERE a.number >= 10 AND a.number <= 12 RETURN a.number

MATCH (n) WHERE n.name STARTS WITH '江门' RETURN n.id

MATCH (n) WHERE n.name ENDS WITH '区' AND NOT n:Goal RETURN n.id

MATCH (n) WHERE n.name =~ '.*[0-9]+.*' RETURN n.id

MATCH (n) WHERE '新材料' IN n.aliases OR n.name = '新材料' RETURN n.id

MATCH (n) WHERE 12 IN n.articles RETURN count(n)

//@ params {"n": 14}
MATCH (a:Article {number: $n}) RETURN a.name

//@ params {"ids": ["jianghai-14fyp:plan", "x"]}
MATCH (n) WHERE n.id IN $ids RETURN n.id

//@ params {"m": {"a": [1, 2]}, "d": {"$date": "2021-02-24"}, "f": 1.5, "z": null}
RETURN $m.a[1] AS a, $d AS d, $f AS f, $z AS z, $d + duration('P1D') AS e

//@ params {"skip": 1, "limit": 2}
MATCH (c:Chapter) RETURN c.number AS n ORDER BY n SKIP $skip LIMIT $limit

//@ differs reverse-stored
MATCH (n:Cluster) RETURN reverse(n.quotes) AS q

//@ differs coerced-truth
WITH [point({x: 1, y: 2}), {}] AS v RETURN NOT (v[0] OR v[1]) AS x

//@ differs list-bounds
WITH [[1, 2], 9223372036854775807] AS v RETURN v[0][0..v[1]] AS x

//@ differs count-store
MATCH (a)-[r]->(b) RETURN count(b.summary) AS n

WITH [point({x: 1, y: 2}), duration('P1D')] AS v RETURN v[0] < v[0] AS a, v[0] <= v[0] AS b, v[0] > v[0] AS c, v[1] < v[1] AS d, v[1] >= v[1] AS e, [v[0]] < [v[0]] AS f

//@ differs unchecked-arguments
WITH ['', 1.5] AS v RETURN right(v[0], v[1]) AS x

WITH [true, null, 1, {a: 1}] AS l RETURN l[0][l[1]] AS a, l[2][l[1]] AS b, l[3][l[1]] AS c, l[0][1..2] AS d
