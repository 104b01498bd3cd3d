namespace SampleService.Infrastructure;

/// <summary>Another system that is told of events.</summary>
/// <param name="Name">Its name in the blueprint.</param>
/// <param name="UrlSetting">The setting that says where it listens.</param>
/// <param name="SecretSetting">The setting of the secret that its calls are signed with.</param>
/// <param name="Types">The types of events that it is told of.</param>
internal sealed record WebhookTarget(string Name, string UrlSetting, string SecretSetting, params string[] Types)
{
    /// <summary>The kind of the messages to it.</summary>
    public string Kind => "webhook-" + Name;
}
