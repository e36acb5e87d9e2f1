package server

import "sync"

// jobs are the exports that are being made, by the ids that their callers gave
// them, so that a page can show how far one is.
type jobs struct {
	mu  sync.Mutex
	far map[string]progress
}

// progress is how many rows of how many are written; a total of 0 is not known.
type progress struct {
	Running bool `json:"running"`
	Done    int  `json:"done"`
	Total   int  `json:"total"`
}

// mostJob is the length of an id.
const mostJob = 64

// begin notes an export and returns what is to be told its progress; nil for
// one that nobody asks after.
func (j *jobs) begin(id string) func(done, total int) {
	if id == "" || len(id) > mostJob {
		return nil
	}
	tell := func(done, total int) {
		j.mu.Lock()
		defer j.mu.Unlock()
		if j.far == nil {
			j.far = map[string]progress{}
		}
		j.far[id] = progress{true, done, total}
	}
	tell(0, 0)
	return tell
}

// end forgets an export.
func (j *jobs) end(id string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.far, id)
}

func (s *Server) exportProgress(q *request) (any, error) {
	s.jobs.mu.Lock()
	defer s.jobs.mu.Unlock()
	return s.jobs.far[q.Query("job")], nil
}
