using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace BackendAgents.Checking;

/// <summary>A property of options, with what its declaration says of its values.</summary>
/// <param name="Property">The property.</param>
/// <param name="CanBeNull">Whether null is a value.</param>
/// <param name="IsNested">Whether its value has options of its own: see <see cref="ValidateObjectMembersAttribute"/>.</param>
/// <param name="Range">What its values lie in; null for no bound.</param>
internal sealed record OptionProperty(PropertyInfo Property, bool CanBeNull, bool IsNested, RangeAttribute? Range)
{
    /// <summary>Whether it is a list or a map, whose entries are looked at.</summary>
    public bool IsList { get; } = Property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(Property.PropertyType);

    /// <summary>The range in words: <c>from 1 to 100</c>; empty for no bound.</summary>
    public string Bounds =>
        Range is null ? ""
        : Range.MinimumIsExclusive ? $"more than {Word(Range.Minimum)} and at most {Word(Range.Maximum)}"
        : Range.Maximum is int.MaxValue or double.PositiveInfinity ? $"at least {Word(Range.Minimum)}"
        : $"from {Word(Range.Minimum)} to {Word(Range.Maximum)}";

    /// <summary>The properties of a type of options.</summary>
    public static IReadOnlyList<OptionProperty> Of(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(static property => property.GetMethod is { IsPrivate: false } && property.Name != "EqualityContract")
                .Select(property => new OptionProperty(
                    property,
                    nullability.Create(property).ReadState != NullabilityState.NotNull,
                    property.IsDefined(typeof(ValidateObjectMembersAttribute)),
                    property.GetCustomAttribute<RangeAttribute>()
                )),
        ];
    }

    private static string Word(object bound) =>
        bound switch
        {
            TimeSpan time when time == TimeSpan.Zero => "nothing",
            TimeSpan { TotalDays: >= 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays} days"),
            TimeSpan { TotalHours: >= 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours} hours"),
            TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} seconds"),
            _ => Convert.ToString(bound, CultureInfo.InvariantCulture)!,
        };
}
