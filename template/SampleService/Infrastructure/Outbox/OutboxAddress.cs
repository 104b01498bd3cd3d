namespace SampleService.Infrastructure;

/// <summary>Where others are told or asked.</summary>
internal static class OutboxAddress
{
    /// <summary>The https address that a setting holds.</summary>
    /// <param name="configuration">Has the setting, which may change.</param>
    /// <param name="setting">The setting.</param>
    /// <param name="isOpen">Whether it may be without TLS: in development.</param>
    /// <exception cref="InvalidOperationException">It is none, or has somebody's credentials in it.</exception>
    public static Uri Of(IConfiguration configuration, string setting, bool isOpen) =>
        Uri.TryCreate(configuration[setting], UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (isOpen && address.Scheme == Uri.UriSchemeHttp))
        && address.UserInfo.Length == 0
            ? address
            : throw new InvalidOperationException($"{SettingNames.Variable(setting)} is no https address.");
}
