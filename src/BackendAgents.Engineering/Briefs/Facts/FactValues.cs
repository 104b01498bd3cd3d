using System.Text.Json;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>The values of one fact in JSON, whose shapes were checked.</summary>
internal sealed class FactValues(JsonElement element)
{
    public string? Text(string key) => element.TryGetProperty(key, out var value) ? value.GetString() : null;

    public bool Flag(string key) => element.TryGetProperty(key, out var value) && value.GetBoolean();

    public bool? Choice(string key) => element.TryGetProperty(key, out var value) ? value.GetBoolean() : null;

    public int? Whole(string key) => element.TryGetProperty(key, out var value) ? value.GetInt32() : null;

    public decimal? Number(string key) => element.TryGetProperty(key, out var value) ? value.GetDecimal() : null;

    public IReadOnlyList<string> Texts(string key) =>
        element.TryGetProperty(key, out var value) ? [.. value.EnumerateArray().Select(static item => item.GetString()!)] : [];

    public T Enum<T>(string key)
        where T : struct, Enum => System.Enum.Parse<T>(Text(key)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
