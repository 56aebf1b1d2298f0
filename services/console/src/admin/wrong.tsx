/** What is wrong with a group of controls. */
export function Wrong({ children }: { children: string | undefined }) {
  return children ? (
    <p role="alert" className="text-sm font-medium text-danger">
      {children}
    </p>
  ) : null;
}
