// Procedures.

CALL db.labels() YIELD label RETURN label

CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t

CALL db.labels() YIELD label WHERE label STARTS WITH 'P' RETURN label

CALL db.index.fulltext.queryNodes('planatlas_text', '新材料') YIELD node RETURN node.id

CALL db.index.fulltext.queryNodes('planatlas_text', '集聚区') YIELD node, score WHERE node:Platform RETURN node.id, score > 0 AS some

CALL db.index.fulltext.queryNodes('planatlas_text', '"先进制造"') YIELD node RETURN node.id

CALL db.index.fulltext.queryNodes('planatlas_text', '智能 AND 制造') YIELD node RETURN node.id

CALL db.index.fulltext.queryNodes('planatlas_text', 'name:照明') YIELD node RETURN node.id

CALL db.index.fulltext.queryNodes('nosuch', 'x') YIELD node RETURN node
