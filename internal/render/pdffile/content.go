package pdffile

// Op is one operator of page contents with its operands.
type Op struct {
	Name string
	Args []Value
}

// Operators takes page contents apart. It fails with ErrRead; inline images are not known here.
func Operators(content []byte) ([]Op, error) {
	l := lexer{b: content}
	var ops []Op
	var args []Value
	for {
		l.space()
		if l.at >= len(l.b) {
			if len(args) > 0 {
				return nil, ErrRead
			}
			return ops, nil
		}
		if c := l.b[l.at]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '"' {
			if v, known := words[l.word()]; known {
				args = append(args, v)
				continue
			}
			ops = append(ops, Op{l.last(), args})
			args = nil
			continue
		}
		v, err := l.value(0)
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
}

// words are operands that look like operators.
var words = map[string]Value{"true": true, "false": false, "null": nil}

// last gives the word that was just read.
func (l *lexer) last() string {
	from := l.at
	for from > 0 && !isSpace(l.b[from-1]) && !isDelimiter(l.b[from-1]) {
		from--
	}
	return string(l.b[from:l.at])
}
