using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SampleService.Infrastructure;

/// <summary>
/// Collects what is wrong with a request, by the name of the member as the API writes it. An absent value breaks only <see
/// cref="Require"/>.
/// </summary>
public sealed class Validation
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Failed => _errors.Count > 0;

    /// <summary>The messages by member.</summary>
    public Dictionary<string, string[]> Errors => _errors.ToDictionary(error => error.Key, error => error.Value.ToArray());

    /// <summary>The answer: 400 with all messages.</summary>
    public IResult Problem() => TypedResults.ValidationProblem(Errors, extensions: Problems.Code(StatusCodes.Status400BadRequest));

    /// <summary>Adds a message.</summary>
    public Validation Add(string name, string message)
    {
        if (!_errors.TryGetValue(name, out var messages))
            _errors[name] = messages = [];
        messages.Add(message);
        return this;
    }

    /// <summary>A value must be there.</summary>
    public Validation Require(string name, object? value) =>
        value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? Add(name, "is required") : this;

    /// <summary>A text has so many characters.</summary>
    public Validation Length(string name, string? value, int least, int most) =>
        value is not null && (value.Length < least || value.Length > most) ? Add(name, $"must have {least} to {most} characters") : this;

    /// <summary>Bytes are no more than so many.</summary>
    public Validation Size(string name, byte[]? value, int most) =>
        value?.Length > most ? Add(name, $"must have at most {most} bytes") : this;

    /// <summary>A number lies between bounds, both inclusive.</summary>
    public Validation Range(string name, decimal? value, decimal? least, decimal? most) =>
        value < least ? Add(name, $"must be at least {least.Value.ToString(CultureInfo.InvariantCulture)}")
        : value > most ? Add(name, $"must be at most {most.Value.ToString(CultureInfo.InvariantCulture)}")
        : this;

    /// <summary>A floating-point number is finite and lies between bounds.</summary>
    public Validation Range(string name, double? value, double? least, double? most) =>
        value is { } number && !double.IsFinite(number) ? Add(name, "must be finite")
        : value < least ? Add(name, $"must be at least {least.Value.ToString(CultureInfo.InvariantCulture)}")
        : value > most ? Add(name, $"must be at most {most.Value.ToString(CultureInfo.InvariantCulture)}")
        : this;

    /// <summary>A decimal fits so many digits, some of them after the point.</summary>
    public Validation Digits(string name, decimal? value, int precision, int scale)
    {
        if (value is not { } number)
            return this;
        var limit = 1m;
        for (var i = 0; i < precision - scale; i++)
            limit *= 10;
        return decimal.Round(number, scale) != number ? Add(name, $"must have at most {scale} digits after the point")
            : Math.Abs(number) >= limit ? Add(name, $"must have at most {precision - scale} digits before the point")
            : this;
    }

    /// <summary>A text matches an expression.</summary>
    public Validation Matches(string name, string? value, Regex pattern) =>
        value is not null && !pattern.IsMatch(value) ? Add(name, $"must match {pattern}") : this;

    /// <summary>A text is an e-mail address.</summary>
    public Validation Email(string name, string? value) =>
        value is not null
        && (value.Length > 254 || value.Contains('\n') || !MailAddress.TryCreate(value, out var parsed) || parsed.Address != value)
            ? Add(name, "must be an e-mail address")
            : this;

    /// <summary>A text is an absolute http or https address.</summary>
    public Validation Url(string name, string? value) =>
        value is not null
        && (value.Length > 2048 || !Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            ? Add(name, "must be an absolute http or https address")
            : this;

    /// <summary>An enum has one of its values.</summary>
    public Validation Defined<TEnum>(string name, TEnum? value)
        where TEnum : struct, Enum => value is { } found && !Enum.IsDefined(found) ? Add(name, "is not one of the values") : this;

    /// <summary>A condition between values holds.</summary>
    public Validation Holds(bool? condition, string name, string message) => condition == false ? Add(name, message) : this;
}
