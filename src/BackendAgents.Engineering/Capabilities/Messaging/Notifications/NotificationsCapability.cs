using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Notifications;

/// <summary>Mails that the blueprint's effects send, through a port of the service; by SMTP once a server is named.</summary>
internal sealed class NotificationsCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new("email", "E-mail", "Notifications by mail through the outbox and a port, sent by SMTP with MailKit.");

    public string Id => Info.Id;

    public string Description => "Notifications, the port that sends them, and SMTP behind it";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Notifications.Count > 0;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(new OutsideCall(587, "the SMTP server"));
        plan.Add(new Setting("Mail:Host", "host of the SMTP server", "none: mails wait in the outbox"));
        plan.Add(new Setting("Mail:Port", "its port", "587"));
        plan.Add(new Setting("Mail:From", "address that mails come from", "none: mails wait in the outbox"));
        plan.Add(new Setting("Mail:User", "who logs in at the SMTP server", "nobody"));
        plan.Add(new Setting("Mail:Password", "password of who logs in at the SMTP server", "none") { Secret = true });
        plan.Add(new Setting("Mail:Security", "StartTls, SslOnConnect, or None for a server next door", "StartTls"));
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(DeliveredPackages.Of("MailKit"));
        delivery.AddRegistration("services.AddNotifications(builder.Configuration);");
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Notifications/")
            .Concat(Template.Folder(model, Template.Tests + "Notifications/"))
            .Append(NotificationFile.Write(model));
    }
}
