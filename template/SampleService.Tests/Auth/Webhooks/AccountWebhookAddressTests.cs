using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Which addresses may be told of events; no service has to run for that.</summary>
public sealed class AccountWebhookAddressTests
{
    [TestCase("ftp://example.com")]
    [TestCase("https://name:word@example.com")]
    [TestCase("/hooks")]
    [TestCase("http://example.com", false)]
    [TestCase("https://127.0.0.1/", false)]
    [TestCase("https://[fd00::1]/", false)]
    [TestCase("https://169.254.169.254/latest", false)]
    public void An_address_is_public_and_has_nobody_s_name(string url, bool isOpen = true) =>
        Assert.That(
            new WebhookRequest { Url = url }
                .Validate(isOpen)
                .Errors,
            Contains.Key("url")
        );
}
