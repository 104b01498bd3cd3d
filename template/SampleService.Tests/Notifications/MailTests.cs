using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Mails, whatever their values are.</summary>
public sealed class MailTests
{
    [TestCase("ada@example.org")]
    [TestCase("ada+loans@mail.example.org")]
    public void An_address_is_taken(string to) => Assert.That(Mail.Of("test", to, "Hello", "World")?.To, Is.EqualTo(to));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("ada")]
    [TestCase("ada@example.org, eve@example.org")]
    [TestCase("ada@example.org;eve@example.org")]
    [TestCase("ada@example.org\r\nBcc: eve@example.org")]
    [TestCase("Ada <ada@example.org>")]
    public void What_is_no_address_gets_no_mail(string? to) => Assert.That(Mail.Of("test", to, "Hello", "World"), Is.Null);

    [Test]
    public void A_subject_stays_one_line()
    {
        var mail = Mail.Of("test", "ada@example.org", "Hello\r\nBcc: eve@example.org\u2028X", "World")!;

        Assert.That(mail.Subject.Any(char.IsControl), Is.False);
        Assert.That(mail.Subject, Does.StartWith("Hello  Bcc:"));
    }

    [Test]
    public void Long_texts_are_cut()
    {
        var mail = Mail.Of("test", "ada@example.org", new string('a', 1000), new string('b', 100_000))!;

        Assert.That(mail.Subject, Has.Length.EqualTo(200));
        Assert.That(mail.Body, Has.Length.EqualTo(20_000));
    }
}
