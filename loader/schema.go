package loader

// schemaLine is the comment at the head of a seed file by which editors find
// the JSON Schema of its collection.
func schemaLine(collection string) string {
	return "# yaml-language-server: $schema=../schema/" + collection + ".json\n"
}
