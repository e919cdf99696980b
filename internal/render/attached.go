package render

import (
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/render/pdffile"
)

// Attached reads the written terms and the lock out of a letter that PDF made. lock is empty for a paper that was no
// version. The bytes may be anything; what they are not is said by an error of code unreadable. It proves nothing by
// itself: a file is unaltered when its digest is the stored one.
func Attached(pdf []byte) (terms []byte, lock digest.Digest, err error) {
	refuse := fault.New(fault.Unreadable, fault.CodeUnreadable, "this is no letter of ours: a PDF file with %s inside, as it was issued, is asked for", AttachmentName)
	if len(pdf) > MaxSize {
		return nil, "", refuse
	}
	doc, err := pdffile.Read(pdf)
	if err != nil {
		return nil, "", refuse.Because(err)
	}
	terms, name, err := doc.Embedded(AttachmentName)
	if err != nil {
		return nil, "", refuse.Because(err)
	}
	if lock = digest.Digest(name); lock != "" && !lock.Valid() {
		return nil, "", refuse
	}
	return terms, lock, nil
}
