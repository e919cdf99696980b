package desk

import (
	"verbatim/internal/cal"
	"verbatim/internal/library/book"
)

// ClauseBook is the wording of every clause in use as one paper, drawn as PDF (also when form is empty), HTML, text or
// DOCX: for counsel, who read it away from the program. It is made of the library in use and never stored.
func (s *Service) ClauseBook(form string) ([]byte, error) {
	clauses, err := s.Library.Current().Clauses()
	if err != nil {
		return nil, err
	}
	day := cal.DateOf(s.now())
	lock, err := book.Digest(clauses, day)
	if err != nil {
		return nil, err
	}
	job := Job{Document: book.Document(clauses, day), Lock: lock, MaxPages: book.MaxPages(len(clauses))}
	return s.drawn(job, form)
}

// drawn draws a paper in one of the forms; PDF when the form is empty.
func (s *Service) drawn(job Job, form string) ([]byte, error) {
	switch form {
	case FormHTML:
		return s.Renderer.HTML(job)
	case FormText:
		return s.Renderer.Text(job)
	case FormDOCX:
		return s.Renderer.DOCX(job)
	}
	pdf, _, err := s.Renderer.PDF(job)
	return pdf, err
}
