namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>How one kind of fact stands in JSON: the one place that reading, writing and the schema follow.</summary>
/// <param name="Kind">The value of <c>kind</c>.</param>
/// <param name="Type">The fact.</param>
/// <param name="Meaning">What it says, for the schema.</param>
/// <param name="Properties">The keys beside <c>kind</c>.</param>
/// <param name="Read">Makes the fact of values that have the shapes of the properties.</param>
/// <param name="Write">The values of a fact by key; those that are null, false or empty are left out.</param>
internal sealed record FactForm(
    string Kind,
    Type Type,
    string Meaning,
    IReadOnlyList<FactProperty> Properties,
    Func<int, FactValues, Fact> Read,
    Func<Fact, IEnumerable<(string Key, object? Value)>> Write
)
{
    public static FactForm Of<T>(
        string kind,
        string meaning,
        IReadOnlyList<FactProperty> properties,
        Func<int, FactValues, T> read,
        Func<T, IEnumerable<(string Key, object? Value)>> write
    )
        where T : Fact => new(kind, typeof(T), meaning, properties, read, fact => write((T)fact));
}
