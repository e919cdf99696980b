// Package diffview owns how a comparison is shown to a reader: the differences view of dashboards.md section 1 as plain
// text and as an accessible page, in one order: verdict, rows that need somebody, what is the same. It draws a
// desk.Difference for api and the command line; it compares nothing and knows neither HTTP nor storage.
package diffview
