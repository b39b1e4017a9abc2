export async function crash(): Promise<object> {
  return {};
}
