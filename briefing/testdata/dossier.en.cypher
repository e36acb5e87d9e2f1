// Dossier: 镕垚喆〇𠮷𬭊
// Planatlas, 难〔2021〕1号, 2021-02-24, data version 0b79388a5369e767
CREATE CONSTRAINT planatlas_id IF NOT EXISTS FOR (n:Planatlas) REQUIRE n.id IS UNIQUE;
MERGE (n:Planatlas {id: 'j:industry.n00000'}) SET n = {id: 'j:industry.n00000', aliases: ['镕垚喆〇𠮷𬭊', '=HYPERLINK("http://example.org","x")'], articles: [12], name: '镕垚喆〇𠮷𬭊', plan: 'j', quotes: ['镕垚喆〇𠮷𬭊'], refs: ['art:12']}, n:Industry;
MERGE (n:Planatlas {id: 'j:cluster.all'}) SET n = {id: 'j:cluster.all', name: '“3+3”集群', plan: 'j'}, n:Cluster;
MERGE (n:Planatlas {id: 'j:industry.n00001'}) SET n = {id: 'j:industry.n00001', aliases: ['镕垚喆〇𠮷𬭊', '=HYPERLINK("http://example.org","x")'], articles: [12], name: '=HYPERLINK("http://example.org","x")', plan: 'j', quotes: ['=HYPERLINK("http://example.org","x")'], refs: ['art:12']}, n:Industry;
MERGE (n:Planatlas {id: 'j:industry.n00002'}) SET n = {id: 'j:industry.n00002', aliases: ['镕垚喆〇𠮷𬭊', '=HYPERLINK("http://example.org","x")'], articles: [12], name: '+1+1', plan: 'j', quotes: ['+1+1'], refs: ['art:12']}, n:Industry;
MATCH (a:Planatlas {id: 'j:cluster.all'}), (b:Planatlas {id: 'j:industry.n00000'}) MERGE (a)-[r:INCLUDES]->(b) SET r = {articles: [12], basis: 'name_match', quotes: ['=1'], rationale: '镕垚喆〇𠮷𬭊', refs: ['art:12']};
MATCH (a:Planatlas {id: 'j:cluster.all'}), (b:Planatlas {id: 'j:industry.n00001'}) MERGE (a)-[r:INCLUDES]->(b) SET r = {articles: [12], basis: 'name_match', quotes: ['=1'], rationale: '=HYPERLINK("http://example.org","x")', refs: ['art:12']};
MATCH (a:Planatlas {id: 'j:cluster.all'}), (b:Planatlas {id: 'j:industry.n00002'}) MERGE (a)-[r:INCLUDES]->(b) SET r = {articles: [12], basis: 'name_match', quotes: ['=1'], rationale: '+1+1', refs: ['art:12']};
