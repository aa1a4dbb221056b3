const LOAN_IN_DAYS = 7;

/** When a tool that leaves the counter on a day is due back. */
export function dueDate(begin: Date): Date {
  const due = new Date(begin);
  due.setDate(due.getDate() + LOAN_IN_DAYS);
  return due;
}
