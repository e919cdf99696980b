package sqlstore

import (
	"strconv"
	"strings"
)

// insert writes rows of one table by one statement: on PostgreSQL each statement is a way to the server and back.
func (t *tx) insert(table, columns, conflict string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	var query strings.Builder
	query.WriteString("INSERT INTO " + table + " (" + columns + ") VALUES ")
	args := make([]any, 0, len(rows)*len(rows[0]))
	for i, row := range rows {
		if i > 0 {
			query.WriteString(", ")
		}
		for j, v := range row {
			query.WriteString([]string{"(", ", "}[min(j, 1)] + "$")
			args = append(args, v)
			query.WriteString(strconv.Itoa(len(args)))
		}
		query.WriteString(")")
	}
	query.WriteString(conflict)
	return t.run(query.String(), args...)
}
