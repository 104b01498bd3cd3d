using BackendAgents.Definitions.Reading;

namespace BackendAgents.Coordination.Teams;

/// <summary>A part of a team file in which every key is known, or an error.</summary>
internal sealed class TeamSection
{
    private readonly Dictionary<string, TeamValue> _values = new(StringComparer.Ordinal);

    public TeamSection(IEnumerable<(TeamValue Key, TeamValue Value)> entries, IReadOnlyList<string> known)
    {
        foreach (var (key, value) in entries)
        {
            var name = key.Text();
            if (!known.Contains(name))
                throw key.Wrong(
                    $"There is no key '{TeamValue.Short(name)}' here.",
                    Slips.Nearest(name, known) is { } meant ? $"Write '{meant}'." : $"Known are: {string.Join(", ", known)}."
                );
            if (!value.IsAbsent)
                _values.Add(name, value);
        }
    }

    /// <summary>What stands under a key; null when nothing does.</summary>
    public TeamValue? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>An option as it is written: <c>budget.wallTime</c> for <c>Budget.WallTime</c>.</summary>
    public static string KeyOf(string option) =>
        string.Join('.', option.Split('.').Select(static part => char.ToLowerInvariant(part[0]) + part[1..]));

    /// <summary>Where an option is set; null where it is not.</summary>
    public TeamValue? Find(string option)
    {
        var keys = KeyOf(option).Split('.');
        return keys.Skip(1).Aggregate(this[keys[0]], static (found, key) => found?.At(key));
    }
}
