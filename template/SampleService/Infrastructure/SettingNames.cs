namespace SampleService.Infrastructure;

/// <summary>How people name settings.</summary>
internal static class SettingNames
{
    /// <summary>The environment variable of a setting: <c>Auth__SigningKey</c>.</summary>
    public static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);
}
