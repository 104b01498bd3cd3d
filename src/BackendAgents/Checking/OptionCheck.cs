using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Checking;

/// <summary>
/// Checks options by what their type says of them: nothing is null that isn't marked so, a value of an enum has a name, and a
/// <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/> holds. Safe on any thread.
/// </summary>
internal static class OptionCheck
{
    /// <summary>Code of an option that is null, or has an entry that is.</summary>
    public const string Missing = "OPT001";

    /// <summary>Code of a value outside its range.</summary>
    public const string OutOfRange = "OPT002";

    /// <summary>Code of a value of an enum without a name.</summary>
    public const string NoName = "OPT003";

    /// <summary>Code of options that make no sense together.</summary>
    public const string Contradiction = "OPT004";

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionProperty>> s_known = new();

    /// <summary>All that is wrong, in the order of the properties.</summary>
    /// <param name="options">The options.</param>
    /// <param name="prefix">What stands before the name of each option.</param>
    /// <param name="member">The member of a team whose options they are; null for nobody's.</param>
    public static IEnumerable<Diagnostic> Problems(object options, string prefix = "", string? member = null)
    {
        foreach (var option in s_known.GetOrAdd(options.GetType(), OptionProperty.Of))
        {
            var value = option.Property.GetValue(options);
            var name = prefix + option.Property.Name;
            if (Problem(option, value) is var (code, text, remedy))
                yield return Problem(code, member, name, text, remedy);
            if (option.IsNested && value is not null)
            {
                foreach (var problem in Problems(value, name + ".", member))
                    yield return problem;
            }
        }
    }

    /// <summary>Something is wrong with an option; its name is the path of the place.</summary>
    /// <param name="code">What kind of problem it is.</param>
    /// <param name="member">The member of a team whose option it is; null for nobody's.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="text">What is wrong, to follow the name.</param>
    /// <param name="remedy">What to do.</param>
    public static Diagnostic Problem(string code, string? member, string name, string text, string remedy) =>
        new(
            code,
            Severity.Error,
            new Place("", member, Path: name),
            $"{name}{(member is null ? "" : $" of member '{member}'")} {text}.",
            remedy
        );

    private static (string Code, string Text, string Remedy)? Problem(OptionProperty option, object? value) =>
        value switch
        {
            null => option.CanBeNull ? null : (Missing, "is null", "It must not be."),
            Enum one => Named(one),
            IEnumerable many when option.IsList => Entries(many),
            _ when option.Range?.IsValid(value) == false => (
                OutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"is {value}"),
                $"It must be {option.Bounds}."
            ),
            _ => null,
        };

    private static (string Code, string Text, string Remedy)? Entries(IEnumerable values)
    {
        foreach (var value in values is IDictionary map ? map.Values : values)
        {
            if (value is null)
                return (Missing, "has an entry that is null", "Remove it.");
            if (value is Enum one && Named(one) is { } problem)
                return problem;
        }

        return null;
    }

    private static (string Code, string Text, string Remedy)? Named(Enum value) =>
        Enum.IsDefined(value.GetType(), value)
            ? null
            : (NoName, $"is {value}, which has no name", $"It must be one of {string.Join(", ", Enum.GetNames(value.GetType()))}.");
}
