package functions

// forms have a syntax of their own. They stand here for SHOW FUNCTIONS, the
// manual and completion.
var forms = []Function{
	{
		Name: "all", Category: Predicate, Form: true, Returns: boolean,
		Syntax: "all(variable IN list :: LIST<ANY> WHERE predicate :: BOOLEAN) :: BOOLEAN",
		Zh:     "列表的每个元素是否都满足条件。", En: "Whether the predicate holds for all elements of a list.",
	},
	{
		Name: "any", Category: Predicate, Form: true, Returns: boolean,
		Syntax: "any(variable IN list :: LIST<ANY> WHERE predicate :: BOOLEAN) :: BOOLEAN",
		Zh:     "列表是否有元素满足条件。", En: "Whether the predicate holds for some element of a list.",
	},
	{
		Name: "none", Category: Predicate, Form: true, Returns: boolean,
		Syntax: "none(variable IN list :: LIST<ANY> WHERE predicate :: BOOLEAN) :: BOOLEAN",
		Zh:     "列表是否没有元素满足条件。", En: "Whether the predicate holds for no element of a list.",
	},
	{
		Name: "single", Category: Predicate, Form: true, Returns: boolean,
		Syntax: "single(variable IN list :: LIST<ANY> WHERE predicate :: BOOLEAN) :: BOOLEAN",
		Zh:     "列表是否恰有一个元素满足条件。", En: "Whether the predicate holds for exactly one element of a list.",
	},
	{
		Name: "exists", Category: Predicate, Form: true, Returns: boolean,
		Syntax: "exists(pattern) :: BOOLEAN",
		Zh:     "图中是否有匹配该模式的路径。", En: "Whether the graph has a match for the pattern.",
	},
	{
		Name: "reduce", Category: List, Form: true, Returns: anything,
		Syntax: "reduce(accumulator = initial :: ANY, variable IN list :: LIST<ANY> | expression :: ANY) :: ANY",
		Zh:     "逐个元素计算，累积出一个值。", En: "Runs an expression over the elements of a list and accumulates a value.",
	},
	{
		Name: "shortestPath", Category: Path, Form: true, Returns: path,
		Syntax: "shortestPath(pattern) :: PATH",
		Zh:     "两个节点之间的一条最短路径。", En: "One shortest path between two nodes.",
	},
	{
		Name: "allShortestPaths", Category: Path, Form: true, Returns: path,
		Syntax: "allShortestPaths(pattern) :: PATH",
		Zh:     "两个节点之间的全部最短路径。", En: "All shortest paths between two nodes.",
	},
}
