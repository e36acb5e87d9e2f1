module planatlas

go 1.26
