namespace AllSolutionsExchange.Model;

/// <summary>One field of a kind. What changes together is one field, so that a merge never takes the start from one side and the end from
/// the other.</summary>
/// <typeparam name="T">The kind's items.</typeparam>
/// <param name="Place">Its place in the kind: its digest and its bit are stored by it, so it never becomes another field's.</param>
/// <param name="Name">Its name, as plans and errors show it.</param>
/// <param name="Get">What an item holds of it.</param>
/// <param name="With">An item that holds this of it.</param>
/// <param name="Digest">Writes exactly one digest.</param>
internal sealed record Field<T>(int Place, string Name, Func<T, object?> Get, Func<T, object?, T> With, Action<FieldDigestWriter, T> Digest)
    where T : CanonicalItem
{
    public static implicit operator FieldSet(Field<T> field) => FieldSet.Of(field.Place);
}
