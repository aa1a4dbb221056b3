;;; callsheet-steps.el --- Steps in the life of subtasks and features  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The commands which start, complete, block and reopen subtasks, and complete and archive
;; features.  The edits are the server's; the files which they change are saved.

;;; Code:

(require 'callsheet)
(require 'callsheet-server)
(require 'seq)
(require 'subr-x)

(defvar callsheet-step-hook nil
  "Hook run after a step has changed a subtask or feature.")

(defun callsheet--step (command argument)
  "Have the server take the step COMMAND with ARGUMENT, and return its result.
Ask whether to go on when it is refused and that can be overruled."
  (condition-case refusal
      (let ((result (funcall (callsheet-server) command argument)))
        (run-hooks 'callsheet-step-hook)
        (message "Callsheet: %s" (plist-get result :label))
        result)
    (callsheet-refused
     (pcase-let ((`(,reason ,can-be-forced) (cdr refusal)))
       (if (and can-be-forced (y-or-n-p (format "%s.  Go on all the same? " reason)))
           (callsheet--step command (append argument '(:force t)))
         (user-error "%s" reason))))))

(defun callsheet--choose (prompt choices)
  "Let the user choose from CHOICES, an alist of (NAME . VALUE), with PROMPT.
Return the value; a single choice is no question."
  (if (cdr choices)
      (cdr (assoc (completing-read prompt choices nil t) choices))
    (or (cdar choices) (user-error "There is no feature with subtasks here; open a file of one"))))

(defun callsheet--subtasks ()
  "Return the subtasks of the current buffer's features, an alist of (NAME . URI)."
  (let ((root (callsheet-workspace-root (callsheet-file)))
        (features (callsheet-features)))
    (seq-mapcat
     (lambda (feature)
       (mapcar (lambda (node)
                 (cons (concat (when (cdr features) (concat (plist-get feature :feature) "/"))
                               (plist-get node :id) " " (or (plist-get node :title) ""))
                       (callsheet-uri (expand-file-name (plist-get node :path) root))))
               (plist-get feature :nodes)))
     features)))

(defun callsheet--read-subtask (prompt)
  "Return the URI of the subtask at point in a plan or in the current buffer.
Where there is none, or with a prefix argument, let the user choose one with
PROMPT."
  (or (get-text-property (point) 'callsheet-uri)
      (let ((here (callsheet-uri (callsheet-file)))
            (subtasks (callsheet--subtasks)))
        (if (and (not current-prefix-arg) (rassoc here subtasks))
            here
          (callsheet--choose prompt subtasks)))))

(defun callsheet--read-feature (prompt)
  "Return the name of the current buffer's feature.
Where there are several, let the user choose one with PROMPT."
  (callsheet--choose prompt
                     (mapcar (lambda (feature) (cons (plist-get feature :feature) (plist-get feature :feature)))
                             (callsheet-features))))

(defun callsheet--feature-argument (feature)
  "Return the argument of a command about FEATURE, a name."
  (list :uri (callsheet-uri (callsheet-file)) :feature feature))

(defconst callsheet--longest-summary 200
  "How many characters a completion summary can have.")

(defun callsheet--read-summary ()
  "Ask for the summary of what was done; nil if there is none."
  (let ((summary (read-string "What was done (may be empty): ")))
    (while (> (length summary) callsheet--longest-summary)
      (setq summary (read-string (format "What was done, in %d characters, not %d: "
                                         callsheet--longest-summary (length summary))
                                 summary)))
    (unless (string-empty-p summary) summary)))

;;;###autoload
(defun callsheet-start (subtask)
  "Set SUBTASK, the URI of its file, in progress."
  (interactive (list (callsheet--read-subtask "Start: ")))
  (callsheet--step "callsheet.start" (list :uri subtask)))

;;;###autoload
(defun callsheet-complete (subtask &optional summary)
  "Set SUBTASK, the URI of its file, completed.
SUMMARY says what was done.  After the last subtask of a feature ask whether
the feature is complete too."
  (interactive (list (callsheet--read-subtask "Complete: ") (callsheet--read-summary)))
  (let* ((argument (append (list :uri subtask) (when summary (list :summary summary))))
         (result (callsheet--step "callsheet.complete" argument))
         (feature (plist-get result :feature)))
    (when (and (plist-get result :is_last)
               (y-or-n-p (format "All subtasks of %s are completed.  Complete the feature as well? " feature)))
      (callsheet-complete-feature feature))))

;;;###autoload
(defun callsheet-block (subtask)
  "Set SUBTASK, the URI of its file, blocked."
  (interactive (list (callsheet--read-subtask "Block: ")))
  (callsheet--step "callsheet.block" (list :uri subtask)))

;;;###autoload
(defun callsheet-unblock (subtask)
  "Set SUBTASK, the URI of a blocked subtask's file, back to pending."
  (interactive (list (callsheet--read-subtask "Unblock: ")))
  (callsheet--step "callsheet.unblock" (list :uri subtask)))

;;;###autoload
(defun callsheet-reopen (subtask)
  "Set SUBTASK, the URI of a completed subtask's file, back to pending."
  (interactive (list (callsheet--read-subtask "Reopen: ")))
  (callsheet--step "callsheet.reopen" (list :uri subtask)))

;;;###autoload
(defun callsheet-complete-ready (feature)
  "Set all subtasks of FEATURE, a name, completed which can be now."
  (interactive (list (callsheet--read-feature "Complete all that is ready of: ")))
  (callsheet--step "callsheet.completeReady" (callsheet--feature-argument feature)))

;;;###autoload
(defun callsheet-complete-feature (feature)
  "Set the task of FEATURE, a name, completed."
  (interactive (list (callsheet--read-feature "Complete the feature: ")))
  (callsheet--step "callsheet.completeFeature" (callsheet--feature-argument feature)))

;;;###autoload
(defun callsheet-archive (feature)
  "Move FEATURE, a name, to the archive."
  (interactive (list (callsheet--read-feature "Archive: ")))
  (callsheet--step "callsheet.archive" (callsheet--feature-argument feature)))

(provide 'callsheet-steps)
;;; callsheet-steps.el ends here
